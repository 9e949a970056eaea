// Each test runs a whole system in this process: two at a time would share its instruments and its heap.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
