using Trading.WebConsole.Runbooks;

namespace Trading.WebConsole.Api;

/// <summary>A page per alert: what it means, how to see it, what to do. The rules link here.</summary>
internal static class RunbooksApi
{
    public static void MapRunbooks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/runbooks", (HttpContext http, RunbookLibrary library) =>
            Html(
                http, "Runbooks",
                "# Runbooks\n\n"
                    + string.Concat(library.Names.Select(name => $"- [{name}](/runbooks/{name})\n")))).ExcludeFromDescription();
        // The pages link to each other by the names of their files.
        endpoints.MapGet("/runbooks/{alert}", (HttpContext http, RunbookLibrary library, string alert) =>
            library.Find(Path.ChangeExtension(alert, null)) is { } markdown
                ? Html(http, alert, markdown)
                : TypedResults.NotFound()).ExcludeFromDescription();
        endpoints.MapGet("/glossary", (HttpContext http, RunbookLibrary library) => Html(http, "Glossary", library.Glossary))
            .ExcludeFromDescription();
    }

    public static IResult Html(HttpContext http, string title, string markdown)
    {
        PageApi.Protect(http);
        return TypedResults.Text(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · Trading</title>
            <link rel="stylesheet" href="/console/page/app.css"><link rel="icon" href="/console/page/favicon.svg">
            <script type="module" src="/console/page/runbook.js"></script></head>
            <body><header class="top">
            <p class="brand"><img src="/console/page/favicon.svg" alt="" width="20" height="20"><a href="/">Trading</a></p>
            <div class="venues" id="venues" role="group" aria-label="Where orders go"></div></header>
            <article class="runbook"><p><a href="/api">APIs</a> · <a href="/runbooks">Runbooks</a> · <a href="/glossary">Glossary</a></p>
            {RunbookHtml.Render(markdown)}</article></body></html>
            """,
            "text/html; charset=utf-8");
    }
}
