using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Trading.Downloader.CommandLine;

/// <summary>Examples below a command's options in its help.</summary>
internal static class Examples
{
    private const string Start = "dotnet run --project services/Downloader -- ";

    /// <param name="examples">Each without the program: <c>download bars --interval 1h …</c>.</param>
    public static void AddExamples(this Command command, params string[] examples) => command.AddExamplesOf(Start, examples);

    /// <param name="start">How the program is started, with a space at its end.</param>
    public static void AddExamplesOf(this Command command, string start, params string[] examples)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null)
        {
            command.Options.Add(help = new HelpOption());
        }

        help.Action = new HelpWithExamples((HelpAction)help.Action!, start, examples);
    }

    private sealed class HelpWithExamples(HelpAction help, string start, string[] examples) : SynchronousCommandLineAction
    {
        /// <summary>Whoever asks for help has not given what is required yet.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {start}{example}");
            }

            output.WriteLine();
            output.WriteLine("Exit codes: 0 done, 1 failed, 2 wrong use, 3 done in part.");
            return code;
        }
    }
}
