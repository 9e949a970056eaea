using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Options;

public static class OptionsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a configuration section, checks its data annotations (and every registered
    /// <see cref="IValidateOptions{TOptions}"/>) at start, and makes the value itself injectable. All sections'
    /// errors are reported at once.
    /// </summary>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => Binder(provider));
        services.AddSingleton<IValidateOptions<TOptions>>(provider => Binder(provider));
        return services.AddOptions<TOptions>().ValidateOnStart();

        SectionBinder<TOptions> Binder(IServiceProvider provider) => new(section, provider.GetRequiredService<IConfiguration>());
    }

    /// <summary>The section's value while the host is being built, when no container exists yet; not validated beyond binding.</summary>
    internal static TOptions ReadNow<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
        }
        catch (InvalidOperationException fault)
        {
            throw new StartupFailure(fault.Message, fault);
        }
    }
}
