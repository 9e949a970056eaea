using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Trading.Downloader.Jobs;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary>Shows a running download: a live bar on a terminal, one JSON line a second otherwise.</summary>
internal static class ProgressReport
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(100);

    public static Task<T> ShowAsync<T>(string title, bool json, DownloadProgress progress, Task<T> work) =>
        json ? LinesAsync(progress, work) : BarAsync(title, progress, work);

    private static async Task<T> LinesAsync<T>(DownloadProgress progress, Task<T> work)
    {
        while (await Task.WhenAny(work, Task.Delay(LineEvery)) != work)
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

    private static Task<T> BarAsync<T>(string title, DownloadProgress progress, Task<T> work) => AnsiConsole.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            while (await Task.WhenAny(work, Task.Delay(FrameEvery)) != work)
            {
                Show(bar, title, progress);
            }

            Show(bar, title, progress);
            if (work.IsCompletedSuccessfully)
            {
                bar.Value = 1;
            }

            bar.StopTask();
            return await work;
        });

    private static void Show(ProgressTask bar, string title, DownloadProgress progress)
    {
        bar.Value = progress.Ratio;
        var left = progress.TimeLeft is { } time ? time.ToString(time >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture) : "--:--";
        bar.Description = Markup.Escape(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}  {progress.Items:N0} rows  {progress.RowsPerSecond:N0} rows/s  weight {progress.WeightUsed:N0}  ETA {left}"));
    }
}
