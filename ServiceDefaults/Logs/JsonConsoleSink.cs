using System.Buffers;
using Serilog.Core;
using Serilog.Events;

namespace Trading.ServiceDefaults.Logs;

/// <summary>Writes each event as one line to a stream (standard output). Lines of two threads never mix.</summary>
internal sealed class JsonConsoleSink(Stream stream, ServiceNames names) : ILogEventSink, IDisposable
{
    private const int LargestKeptBuffer = 256 * 1024;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _buffer = new(4096);

    public void Emit(LogEvent logEvent)
    {
        var service = names.Of(logEvent);
        lock (_lock)
        {
            JsonLogWriter.Write(_buffer, logEvent, service);
            stream.Write(_buffer.WrittenSpan);
            stream.Flush();
            if (_buffer.Capacity > LargestKeptBuffer)
            {
                _buffer = new ArrayBufferWriter<byte>(4096);
            }

            _buffer.ResetWrittenCount();
        }
    }

    public void Dispose() => stream.Flush();
}
