using System.Data.Common;
using Npgsql;

namespace Trading.ServiceDefaults.Databases;

/// <summary>A statement and its parameters, <c>@name</c> in the text, which are bound as <see cref="StoredValue"/> says.</summary>
public sealed class Sql(string text, params IEnumerable<(string Name, object? Value)> parameters)
{
    private string _text = text;
    private readonly List<(string Name, object? Value)> _parameters = [.. parameters];

    public Sql Add(string text, params IEnumerable<(string Name, object? Value)> parameters)
    {
        _text += text;
        _parameters.AddRange(parameters);
        return this;
    }

    /// <summary>Adds <c>AND condition</c> and its parameter, unless the value is null.</summary>
    public Sql And(string condition, string name, object? value) => value is null ? this : Add(" AND " + condition, (name, value));

    /// <summary>Puts the text between two others.</summary>
    public Sql Within(string before, string after)
    {
        _text = before + _text + after;
        return this;
    }

    /// <summary>Adds a <c>LIMIT</c>, unless it is null.</summary>
    public Sql Limit(long? rows) => rows is null ? this : Add(" LIMIT @limit", ("limit", rows));

    public DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = _text;
        foreach (var (name, value) in _parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = connection is NpgsqlConnection ? StoredValue.InPostgres(value) : StoredValue.InSqlite(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
