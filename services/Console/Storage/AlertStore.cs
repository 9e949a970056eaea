using System.Data.Common;
using Dapper;
using Trading.ServiceDefaults.Databases;
using Trading.WebConsole.Alerts;

namespace Trading.WebConsole.Storage;

/// <summary>The history of alerts, bounded by age and number. Taking the same notification twice leaves the same episodes.</summary>
internal sealed class AlertStore(DatabaseFactory databases, AlertInboxOptions options, TimeProvider time)
{
    private const string Alertmanager = "alertmanager";
    private const string Trading = "trading";

    private const string Columns = """
        id AS Id, source AS Source, fingerprint AS Fingerprint, name AS Name, severity AS Severity, state AS State, summary AS Summary, description AS Description,
        runbook AS Runbook, labels AS Labels, starts_at AS StartsAt, ends_at AS EndsAt, first_received_at AS FirstReceivedAt,
        last_received_at AS LastReceivedAt, notifications AS Notifications
        """;

    // An episode never comes back from resolved: a late repeat of its firing notification only counts.
    private const string Upsert = """
        INSERT INTO alerts (source, fingerprint, event, name, severity, state, summary, description, runbook, labels, starts_at, ends_at,
            first_received_at, last_received_at, notifications)
        VALUES (@Source, @Fingerprint, @Event, @Name, @Severity, @State, @Summary, @Description, @Runbook, @Labels, @StartsAt, @EndsAt,
            @FirstReceivedAt, @LastReceivedAt, 1)
        ON CONFLICT (fingerprint, starts_at) DO UPDATE SET
            state = CASE WHEN alerts.state = 'resolved' THEN alerts.state ELSE excluded.state END,
            ends_at = coalesce(alerts.ends_at, excluded.ends_at),
            summary = excluded.summary, description = excluded.description, runbook = excluded.runbook, event = excluded.event,
            last_received_at = excluded.last_received_at, notifications = alerts.notifications + 1
        """;

    // Of an event the service that it comes from states the present; saying it again changes nothing.
    private const string UpsertEvent = """
        INSERT INTO alerts (source, fingerprint, name, severity, state, summary, description, runbook, labels, starts_at, ends_at, first_received_at, last_received_at, notifications)
        VALUES (@Source, @Fingerprint, @Name, @Severity, @State, @Summary, @Description, @Runbook, @Labels, @StartsAt, @EndsAt, @FirstReceivedAt, @LastReceivedAt, 1)
        ON CONFLICT (fingerprint, starts_at) DO UPDATE SET
            state = excluded.state, ends_at = excluded.ends_at, summary = excluded.summary, description = excluded.description,
            last_received_at = excluded.last_received_at
        """;

    // Both are about the same when their times overlap; the alert of a rule begins up to a scrape and an evaluation after the event, which
    // may have ended by then. While the event lasts, an alert that has ended (its Prometheus was stopped) does not stand for it.
    private const string IsListed = """
        NOT (source = 'trading' AND EXISTS (
            SELECT 1 FROM alerts AS same
            WHERE same.event = alerts.fingerprint AND (alerts.state = 'resolved' OR same.state = 'firing')
                AND same.starts_at <= coalesce(alerts.ends_at + @delay, same.starts_at)
                AND alerts.starts_at <= coalesce(same.ends_at, alerts.starts_at)))
        """;

    private const string DeleteSurplus = """
        DELETE FROM alerts WHERE id IN (
            SELECT id FROM alerts ORDER BY CASE state WHEN 'firing' THEN 0 ELSE 1 END, id DESC LIMIT @all OFFSET @kept)
        """;

    private static readonly TimeSpan RuleDelay = TimeSpan.FromSeconds(30);

    private readonly Database _database = databases.For(ConsoleSchema.Definition.Name);

    public async Task StoreAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("console.alerts.store");
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var alert in notification.Alerts)
        {
            await connection.ExecuteAsync(new CommandDefinition(Upsert, AlertRow.From(alert, Alertmanager, now), transaction, cancellationToken: cancellationToken));
        }

        await TrimAsync(connection, transaction, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Enters the product's events of one kind; those that fire in the inbox and are not among them any more have ended.</summary>
    /// <param name="kind">Start of the fingerprints of all events of this kind.</param>
    public async Task StoreEventsAsync(string kind, IReadOnlyCollection<NotifiedAlert> events, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("console.events.store");
        var now = time.GetUtcNow().UtcDateTime;
        var rows = events.Select(item => AlertRow.From(item, Trading, now)).ToList();
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var row in rows)
        {
            await connection.ExecuteAsync(new CommandDefinition(UpsertEvent, row, transaction, cancellationToken: cancellationToken));
        }

        var firing = await connection.QueryAsync<AlertRow>(new CommandDefinition(
            $"SELECT {Columns} FROM alerts WHERE source = '{Trading}' AND state = 'firing'", transaction: transaction,
            cancellationToken: cancellationToken));
        var ended = firing.Where(old => old.Fingerprint.StartsWith(kind, StringComparison.Ordinal)
            && !rows.Exists(row => row.Fingerprint == old.Fingerprint && row.StartsAt == old.StartsAt));
        foreach (var old in ended)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE alerts SET state = 'resolved', ends_at = @now WHERE id = @id", new { now = AlertRow.ToMs(now), id = old.Id },
                transaction, cancellationToken: cancellationToken));
        }

        await TrimAsync(connection, transaction, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Newest first. An event of the product is left out where Alertmanager's alert of the same is there.</summary>
    /// <param name="before">Only alerts with a smaller id.</param>
    public async Task<AlertPage> ListAsync(AlertState? state, string? name, int limit, long? before, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("console.alerts.list");
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<AlertRow>(new CommandDefinition(
            $"SELECT {Columns} FROM alerts WHERE (@state = '' OR state = @state) AND (@name = '' OR name = @name) AND id < @before "
            + $"AND {IsListed} ORDER BY id DESC LIMIT @limit",
            new
            {
                state = state?.ToString().ToLowerInvariant() ?? string.Empty,
                name = name ?? string.Empty,
                before = before ?? long.MaxValue,
                limit = limit + 1,
                delay = (long)RuleDelay.TotalMilliseconds,
            },
            cancellationToken: cancellationToken));
        var alerts = rows.Select(row => row.ToAlert()).ToList();
        return alerts.Count > limit
            ? new AlertPage(alerts[..limit], alerts[limit - 1].Id)
            : new AlertPage(alerts, null);
    }

    private async Task TrimAsync(DbConnection connection, DbTransaction transaction, DateTime now, CancellationToken cancellationToken)
    {
        var oldest = AlertRow.ToMs(now - TimeSpan.FromDays(options.HistoryDays));
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM alerts WHERE last_received_at < @oldest", new { oldest }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            DeleteSurplus, new { kept = options.MaxStoredAlerts, all = int.MaxValue }, transaction, cancellationToken: cancellationToken));
    }
}
