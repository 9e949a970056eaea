namespace Trading.ServiceDefaults.Messaging;

public enum BusTransport
{
    InMemory = 0,
    RabbitMq = 1,
}
