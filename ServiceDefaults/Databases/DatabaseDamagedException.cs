using System.Data.Common;

namespace Trading.ServiceDefaults.Databases;

/// <summary>The file of a schema is known to be damaged: nothing is read from it and nothing written to it.</summary>
public sealed class DatabaseDamagedException(string message) : DbException(message);
