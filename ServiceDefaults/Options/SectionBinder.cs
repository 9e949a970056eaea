using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Trading.ServiceDefaults.Options;

/// <summary>Binds a section and checks data annotations; every complaint names the setting as the operator writes it.</summary>
internal sealed class SectionBinder<TOptions>(
    string section, IConfiguration configuration) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options)
    {
        if (EnumSettings.Problems(configuration.GetSection(section), typeof(TOptions)).ToList() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(section, typeof(TOptions), problems);
        }

        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException fault)
        {
            throw new OptionsValidationException(section, typeof(TOptions), [fault.Message]);
        }
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                results.Select(result => $"{section}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}"));
    }
}
