// Each test starts a whole system: two at a time would measure the machine instead.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
