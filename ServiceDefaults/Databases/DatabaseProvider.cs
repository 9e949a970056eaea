namespace Trading.ServiceDefaults.Databases;

public enum DatabaseProvider
{
    Sqlite = 0,
    Postgres = 1,
}
