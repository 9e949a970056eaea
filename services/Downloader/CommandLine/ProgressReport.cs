using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;
using Trading.Downloader.Progress;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary>Shows a running download: a live bar on a terminal, one JSON line a second otherwise.</summary>
internal static class ProgressReport
{
    // Everything beside the bar, at its longest for some millions of rows.
    private const int NumbersWidth = 78;
    private const int NarrowestBar = 8;
    private const int WidestBar = 40;

    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(100);

    public static Task<DownloadOutcome> ShowAsync(string title, bool json, DownloadProgress progress, Task<DownloadOutcome> work) =>
        json ? LinesAsync(progress, work) : BarAsync(title, progress, work);

    private static async Task<DownloadOutcome> LinesAsync(DownloadProgress progress, Task<DownloadOutcome> work)
    {
        while (await Task.WhenAny(work, Task.Delay(LineEvery, TimeProvider.System)) != work)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Event = "progress",
                    Progress = Math.Round(progress.Ratio, 4),
                    progress.Expected,
                    progress.Done,
                    progress.Items,
                    RowsPerSecond = Math.Round(progress.RowsPerSecond),
                    progress.WeightUsed,
                    EtaSeconds = progress.TimeLeft?.TotalSeconds is { } seconds ? Math.Round(seconds) : (double?)null,
                },
                ProductJson.Options));
        }

        return await work;
    }

    private static Task<DownloadOutcome> BarAsync(string title, DownloadProgress progress, Task<DownloadOutcome> work) =>
        AnsiConsole.Progress()
        .AutoClear(false)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { Width = Math.Clamp(AnsiConsole.Profile.Width - NumbersWidth, NarrowestBar, WidestBar) },
            new PercentageColumn(),
            new NumbersColumn(progress))
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            while (await Task.WhenAny(work, Task.Delay(FrameEvery, TimeProvider.System)) != work)
            {
                Show(bar, progress);
            }

            Show(bar, progress);
            bar.IsIndeterminate = false;
            if (work.IsCompletedSuccessfully && work.Result.IsComplete)
            {
                bar.Value = 1;
            }

            bar.StopTask();
            return await work;
        });

    /// <summary>Until it is known what is missing, the bar only says that something goes on.</summary>
    private static void Show(ProgressTask bar, DownloadProgress progress)
    {
        bar.IsIndeterminate = !progress.IsPlanned;
        bar.Value = progress.Ratio;
    }

    /// <summary>Rows stored, their pace, the weight that the venue has counted for them and the time left.</summary>
    private sealed class NumbersColumn(DownloadProgress progress) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var left = task.Percentage >= 100 ? "0:00"
                : !task.IsFinished
                    && progress.TimeLeft is { } time ? time.ToString(
                        time >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture)
                : "-:--";
            return new Text(string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Items:N0} rows  {progress.RowsPerSecond:N0} rows/s  weight {progress.WeightUsed:N0}  ETA {left}"));
        }
    }
}
