using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>The two formats of <c>/metrics</c>.</summary>
public enum ExpositionFormat
{
    PrometheusText = 0,
    OpenMetrics = 1,
}

internal static class ExpositionFormats
{
    public static string ContentType(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>OpenMetrics when the header asks for it at least as much as for plain text.</summary>
    public static ExpositionFormat Choose(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var asked))
        {
            return ExpositionFormat.PrometheusText;
        }

        double open = 0, plain = 0;
        foreach (var type in asked)
        {
            var quality = type.Quality ?? 1;
            if (type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase))
            {
                open = Math.Max(open, quality);
            }
            else if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            {
                plain = Math.Max(plain, quality);
            }
        }

        return open > 0 && open >= plain ? ExpositionFormat.OpenMetrics : ExpositionFormat.PrometheusText;
    }
}
