// Each test starts a whole system: two at a time would measure the machine instead.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
