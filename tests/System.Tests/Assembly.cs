// Each test starts a whole system: two at a time would measure the machine instead.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
