using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trading.ServiceDefaults.Options;

public static class OptionsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a configuration section, checks its data annotations (and every registered
    /// <see cref="IValidateOptions{TOptions}"/>) at start, and makes the value itself injectable.
    /// </summary>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
    }
}
