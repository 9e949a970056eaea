namespace Trading.MarketStore.Tests;

public sealed class SqliteMarketStoreTests(SqliteStoreFixture fixture) : MarketStoreBehaviour(fixture), IClassFixture<SqliteStoreFixture>;
