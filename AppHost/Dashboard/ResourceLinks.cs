using Trading.AppHost.Model;

namespace Trading.AppHost.Dashboard;

/// <summary>What a person opens from a resource's row.</summary>
internal static class ResourceLinks
{
    public static void Add(TradingModel trading)
    {
        foreach (var service in trading.Services)
        {
            var endpoint = service.Resource.GetEndpoint(Service.Http);
            var description = service.Resource.Resource.Annotations.OfType<ServiceAnnotation>().Single().Description;
            var page = service.Name is ServicePorts.Console or Topology.AllInOne;
            service.Resource.WithUrls(context =>
            {
                foreach (var url in context.Urls.Where(url => url.Endpoint?.EndpointName == Service.Http))
                {
                    url.DisplayText = page ? "Console" : description;
                }

                context.Urls.Add(Link(service, endpoint, "/docs", "API"));
                if (service.Name == ServicePorts.Simulator)
                {
                    context.Urls.Add(Link(service, endpoint, "/simulator/faults", "Faults"));
                }
            });
        }
    }

    private static ResourceUrlAnnotation Link(Service service, EndpointReference endpoint, string path, string text) =>
        new()
        {
            Url = new Uri(service.Url, path).ToString(),
            DisplayText = text,
            DisplayLocation = UrlDisplayLocation.SummaryAndDetails,
            Endpoint = endpoint,
        };
}
