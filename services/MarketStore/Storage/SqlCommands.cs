using System.Data.Common;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>Builds commands whose conditions depend on what the caller asked for.</summary>
internal static class SqlCommands
{
    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>The command for one instrument's rows: sets the parameters <c>@venue</c> and <c>@symbol</c>.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, InstrumentId instrument) =>
        connection.Command(sql).With("venue", instrument.Venue).With("symbol", instrument.Symbol);

    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Adds <c>AND condition</c> and its parameter, unless the value is null.</summary>
    public static void And(this DbCommand command, StringBuilder sql, string condition, string name, object? value)
    {
        if (value is not null)
        {
            sql.Append(" AND ").Append(condition);
            command.With(name, value);
        }
    }
}
