using Trading.Testing;

[assembly: AssemblyFixture(typeof(RealServers))]
