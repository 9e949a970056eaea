using System.Buffers;
using System.Globalization;
using System.Text;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>Writes families as Prometheus text 0.0.4 or OpenMetrics 1.0.</summary>
internal ref struct ExpositionWriter(IBufferWriter<byte> output, ExpositionFormat format)
{
    private readonly bool _open = format == ExpositionFormat.OpenMetrics;

    public readonly void WriteAll(IEnumerable<MetricFamily> families)
    {
        foreach (var family in families)
        {
            Write(family);
        }

        if (_open)
        {
            Text("# EOF\n");
        }
    }

    private readonly void Write(MetricFamily family)
    {
        var name = _open ? OpenName(family) : family.Name;
        if (family.Help.Length > 0)
        {
            Text("# HELP "); Text(name); Text(" ");
            Text(Escaped(family.Help));
            Text("\n");
        }

        Text("# TYPE "); Text(name); Text(" ");
        Text(family.Kind switch
        {
            MetricKind.Counter => "counter\n",
            MetricKind.Histogram => "histogram\n",
            MetricKind.Info when _open => "info\n",
            _ => "gauge\n",
        });
        foreach (var series in family.Series)
        {
            if (family.Kind == MetricKind.Histogram)
            {
                Histogram(family.Name, series);
            }
            else
            {
                Sample(family.Name, string.Empty, series.Labels, null, series.Value);
                End(family.Kind == MetricKind.Counter ? series.Exemplars?[0] : null);
            }
        }
    }

    private readonly void Histogram(string name, MetricSeries series)
    {
        long count = 0;
        for (var index = 0; index < series.Buckets!.Length; index++)
        {
            count += series.Buckets[index];
            var bound = index < series.Bounds!.Length ? series.Bounds[index] : double.PositiveInfinity;
            Sample(name, "_bucket", series.Labels, bound, count);
            End(series.Exemplars?[index]);
        }

        Sample(name, "_sum", series.Labels, null, series.Sum);
        End(null);
        Sample(name, "_count", series.Labels, null, count);
        End(null);
    }

    private readonly void Sample(string name, string suffix, string labels, double? bound, double value)
    {
        Text(name);
        Text(suffix);
        if (labels.Length > 0 || bound is not null)
        {
            Text("{");
            Text(labels);
            if (bound is { } le)
            {
                Text(labels.Length > 0 ? ",le=\"" : "le=\"");
                Number(le, asFloat: _open);
                Text("\"");
            }

            Text("}");
        }

        Text(" ");
        Number(value, asFloat: false);
    }

    private readonly void End(MetricExemplar? exemplar)
    {
        if (_open && exemplar is { } seen)
        {
            Text(" # {trace_id=\"");
            Text(seen.TraceId.ToHexString());
            Text("\",span_id=\"");
            Text(seen.SpanId.ToHexString());
            Text("\"} ");
            Number(seen.Value, asFloat: false);
            Text(" ");
            Number(seen.Time.ToUnixTimeMilliseconds() / 1000.0, asFloat: false);
        }

        Text("\n");
    }

    /// <summary>Bounds in OpenMetrics are written as floats (<c>1.0</c>): the same number is the same text everywhere.</summary>
    private readonly void Number(double value, bool asFloat)
    {
        if (!double.IsFinite(value))
        {
            Text(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
            return;
        }

        var span = output.GetSpan(32);
        int written;
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
        {
            ((long)value).TryFormat(span, out written, default, CultureInfo.InvariantCulture);
            if (asFloat)
            {
                span[written++] = (byte)'.';
                span[written++] = (byte)'0';
            }
        }
        else
        {
            value.TryFormat(span, out written, "R", CultureInfo.InvariantCulture);
        }

        output.Advance(written);
    }

    private readonly void Text(string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private readonly string Escaped(string help)
    {
        var text = help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return _open ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string OpenName(MetricFamily family) => family.Kind switch
    {
        MetricKind.Counter when family.Name.EndsWith("_total", StringComparison.Ordinal) => family.Name[..^"_total".Length],
        MetricKind.Info when family.Name.EndsWith("_info", StringComparison.Ordinal) => family.Name[..^"_info".Length],
        _ => family.Name,
    };
}
