using System.Diagnostics;

namespace Trading.Backtesting.Loading;

/// <summary>What a strategy threw, in one line for the one who wrote it.</summary>
public static class StrategyThrow
{
    /// <summary>The message and, where the symbols of the user's file are known, its line.</summary>
    public static string Describe(Exception exception)
    {
        var frame = new StackTrace(exception, fNeedFileInfo: true).GetFrames().FirstOrDefault(
            each => each.GetFileLineNumber() > 0 && each.GetMethod()?.DeclaringType?.IsSubclassOf(typeof(Strategies.Strategy)) == true);
        var where = frame is null
            ? ""
            : FormattableString.Invariant($" ({Path.GetFileName(frame.GetFileName())} line {frame.GetFileLineNumber()})");
        return $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}{where}";
    }
}
