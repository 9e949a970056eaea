namespace Trading.MarketStore.Tests;

public sealed class PostgresMarketStoreTests(PostgresStoreFixture fixture) : MarketStoreBehaviour(fixture), IClassFixture<PostgresStoreFixture>;
