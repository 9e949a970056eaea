using Trading.Contracts;

namespace Trading.Scanner.Features;

/// <summary>What is made of a symbol's features.</summary>
/// <param name="GemScore">0 to 100.</param>
/// <param name="Confidence">0 to 1: how much of the look-back was there, and how fresh.</param>
internal sealed record Assessment(Side Side, double GemScore, double Confidence, IReadOnlyList<string> Flags, string Explanation);
