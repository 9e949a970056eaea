using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Security;

/// <summary>Who may change something. Section <c>Security</c>.</summary>
public sealed class ApiKeyOptions
{
    public const string Section = "Security";

    public const string Header = "X-Api-Key";

    /// <summary>
    /// File of the keys, one <c>role:key</c> a line, readable by its owner only. Made with one development key per role at the
    /// first start when it is absent.
    /// </summary>
    [Required]
    public string KeyFile { get; set; } = ".data/api-keys";
}
