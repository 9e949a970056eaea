using Trading.Testing;

namespace Trading.SystemTests.Running;

/// <summary>
/// The commands of the README as one script, block after block as a reader types them. What is built is not built again, ports are those
/// of the running system, and a further start of AppHost runs beside it until it has said what to open: that of a replay, and in a long
/// run each.
/// </summary>
internal static class ReadmeScript
{
    private const string Start = "```sh";
    private const string End = "```";

    /// <summary>The commands that a reader's terminal has, led to what was built. A start without arguments is the running system itself.</summary>
    private const string Prelude = """
        set -euo pipefail
        curl() { command curl --silent --show-error --fail-with-body --noproxy '*' "$@"; echo; }
        sudo() { [ -x "$ROOT/$1" ]; }
        kubectl() { [ "$*" = "apply -k deploy" ] && [ -s deploy/kustomization.yaml ]; }
        starts=0
        pids=()
        trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT
        start_beside() {
          [ "$LONG_RUN" = True ] || [ "$1" = --replay ] || return 0
          starts=$((starts + 1))
          TRADING_DATA="$PWD/start-$starts" TRADING_PORT_OFFSET=$((OFFSET + 100 * starts)) \
            command dotnet "$HOST_ASSEMBLY" --no-build --no-dashboard --mode embedded --duration 5m "$@" >"start-$starts.log" 2>&1 &
          pids+=($!)
        }
        dotnet() {
          [ "$1 $2" = "run --project" ] || return 2
          local project=$3
          shift 3
          [ $# -eq 0 ] && return
          shift
          if [ "$1" = download ]; then
            set -- "$@" --url http://127.0.0.1:8090 # as the README says for a machine without a network
          fi
          if [ "$project" != AppHost ]; then
            command dotnet "$ROOT/$project/bin/Debug/net10.0/Trading.$(basename "$project").dll" "$@"
          elif [ "$1" = kubernetes ]; then
            command dotnet "$HOST_ASSEMBLY" "$@"
          else
            start_beside "$@"
          fi
        }

        """;

    private const string Ending = """

        for ((start = 1; start <= starts; start++)); do
          until grep -q '^Open http' "start-$start.log"; do kill -0 "${pids[start - 1]}"; sleep 0.2; done
          kill -TERM "${pids[start - 1]}"
          wait "${pids[start - 1]}"
        done
        """;

    public static IReadOnlyList<string> Blocks { get; } = [.. Read(File.ReadAllLines(Repository.PathOf("README.md")))];

    /// <param name="address">The address at which the README's local address, such as <c>http://127.0.0.1:8081</c>, answers here.</param>
    public static string Of(Func<int, Uri> address)
    {
        var blocks = Blocks.Select((block, index) => $"echo '== block {index + 1}'\n{block}\n");
        var script = Prelude + string.Concat(blocks) + Ending;
        foreach (var port in (int[])[8080, 8081, 8082, 8083, 8084, 8085, 8090])
        {
            script = script.Replace($"http://127.0.0.1:{port}", address(port).ToString().TrimEnd('/'), StringComparison.Ordinal);
        }

        return script;
    }

    private static IEnumerable<string> Read(IEnumerable<string> lines)
    {
        List<string>? block = null;
        foreach (var line in lines)
        {
            if (line is Start)
            {
                block = [];
            }
            else if (line is End && block is not null)
            {
                yield return string.Join('\n', block);
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }
}
