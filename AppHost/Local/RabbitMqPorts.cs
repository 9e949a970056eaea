namespace Trading.AppHost.Local;

/// <summary>The ports that one RabbitMQ node needs; all on loopback.</summary>
/// <param name="Distribution">Between Erlang nodes and the command-line tools.</param>
/// <param name="PortMapper">Of epmd, which tells the tools where the node listens.</param>
public sealed record RabbitMqPorts(int Amqp, int Management, int Metrics, int Distribution, int PortMapper);
