using Trading.ServiceDefaults.Databases;
using Trading.WebConsole.Alerts;

namespace Trading.WebConsole.Storage;

/// <summary>The history of alerts, bounded by age and number. Taking the same notification twice leaves the same episodes.</summary>
internal sealed class AlertStore(DatabaseFactory databases, AlertInboxOptions options, TimeProvider time)
{
    private const string Alertmanager = "alertmanager";
    private const string Trading = "trading";

    private const string Columns =
        "id, source, fingerprint, name, severity, state, summary, description, runbook, labels, starts_at, ends_at, first_received_at, "
            + "last_received_at, notifications";

    // An episode never comes back from resolved: a late repeat of its firing notification only counts.
    private const string Upsert = """
        INSERT INTO alerts (source, fingerprint, event, name, severity, state, summary, description, runbook, labels, starts_at, ends_at,
            first_received_at, last_received_at, notifications)
        VALUES (@source, @fingerprint, @event, @name, @severity, @state, @summary, @description, @runbook, @labels, @starts, @ends,
            @first, @last, 1)
        ON CONFLICT (fingerprint, starts_at) DO UPDATE SET
            state = CASE WHEN alerts.state = 'resolved' THEN alerts.state ELSE excluded.state END,
            ends_at = coalesce(alerts.ends_at, excluded.ends_at),
            summary = excluded.summary, description = excluded.description, runbook = excluded.runbook, event = excluded.event,
            last_received_at = excluded.last_received_at, notifications = alerts.notifications + 1
        """;

    // Of an event the service that it comes from states the present; saying it again changes nothing.
    private const string UpsertEvent = """
        INSERT INTO alerts (source, fingerprint, name, severity, state, summary, description, runbook, labels, starts_at,
            ends_at, first_received_at, last_received_at, notifications)
        VALUES (@source, @fingerprint, @name, @severity, @state, @summary, @description, @runbook, @labels,
            @starts, @ends, @first, @last, 1)
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
        var now = time.GetUtcNow().UtcDateTime;
        await using var session = await _database.TransactionAsync("console.alerts.store", cancellationToken);
        foreach (var alert in notification.Alerts)
        {
            await session.ExecuteAsync(Statement(Upsert, AlertRow.From(alert, Alertmanager, now)), cancellationToken);
        }

        await TrimAsync(session, now, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Enters the product's events of one kind; those that fire in the inbox and are not among them any more have ended.</summary>
    /// <param name="kind">Start of the fingerprints of all events of this kind.</param>
    public async Task StoreEventsAsync(string kind, IReadOnlyCollection<NotifiedAlert> events, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = events.Select(item => AlertRow.From(item, Trading, now)).ToList();
        await using var session = await _database.TransactionAsync("console.events.store", cancellationToken);
        foreach (var row in rows)
        {
            await session.ExecuteAsync(Statement(UpsertEvent, row), cancellationToken);
        }

        var firing = await session.QueryAsync(
            new($"SELECT {Columns} FROM alerts WHERE source = '{Trading}' AND state = 'firing'"), AlertRow.Read, cancellationToken);
        var ended = firing.Where(old => old.Fingerprint.StartsWith(kind, StringComparison.Ordinal)
            && !rows.Exists(row => row.Fingerprint == old.Fingerprint && row.StartsAt == old.StartsAt));
        foreach (var old in ended)
        {
            await session.ExecuteAsync(
                new("UPDATE alerts SET state = 'resolved', ends_at = @now WHERE id = @id", ("now", now), ("id", old.Id)),
                cancellationToken);
        }

        await TrimAsync(session, now, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Newest first. An event of the product is left out where Alertmanager's alert of the same is there.</summary>
    /// <param name="before">Only alerts with a smaller id.</param>
    public async Task<AlertPage> ListAsync(AlertState? state, string? name, int limit, long? before, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("console.alerts.list", cancellationToken);
        var rows = await session.QueryAsync(
            new Sql($"SELECT {Columns} FROM alerts WHERE {IsListed}", ("delay", RuleDelay))
                .And("state = @state", "state", state?.ToString().ToLowerInvariant())
                .And("name = @name", "name", string.IsNullOrEmpty(name) ? null : name)
                .And("id < @before", "before", before)
                .Add(" ORDER BY id DESC").Limit(limit + 1L),
            AlertRow.Read,
            cancellationToken);
        var alerts = rows.ConvertAll(row => row.ToAlert());
        return alerts.Count > limit
            ? new AlertPage(alerts[..limit], alerts[limit - 1].Id)
            : new AlertPage(alerts, null);
    }

    private static Sql Statement(string sql, AlertRow row) => new(
        sql,
        ("source", row.Source), ("fingerprint", row.Fingerprint), ("event", row.Event), ("name", row.Name), ("severity", row.Severity),
        ("state", row.State), ("summary", row.Summary), ("description", row.Description), ("runbook", row.Runbook), ("labels", row.Labels),
        ("starts", row.StartsAt), ("ends", row.EndsAt), ("first", row.FirstReceivedAt), ("last", row.LastReceivedAt));

    private async Task TrimAsync(SqlSession session, DateTime now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            new("DELETE FROM alerts WHERE last_received_at < @oldest", ("oldest", now - TimeSpan.FromDays(options.HistoryDays))),
            cancellationToken);
        await session.ExecuteAsync(new(DeleteSurplus, ("kept", options.MaxStoredAlerts), ("all", int.MaxValue)), cancellationToken);
    }
}
