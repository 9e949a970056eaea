using Microsoft.AspNetCore.Http;

namespace Trading.ServiceDefaults.Problems;

/// <summary>The stable <c>code</c> of a problem that no module named itself.</summary>
internal static class ProblemCodes
{
    public static string For(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "badRequest",
        StatusCodes.Status401Unauthorized => "apiKeyRequired",
        StatusCodes.Status403Forbidden => "roleTooLow",
        StatusCodes.Status404NotFound => "notFound",
        StatusCodes.Status405MethodNotAllowed => "methodNotAllowed",
        StatusCodes.Status406NotAcceptable => "notAcceptable",
        StatusCodes.Status408RequestTimeout => "requestTimeout",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status413PayloadTooLarge => "payloadTooLarge",
        StatusCodes.Status415UnsupportedMediaType => "unsupportedMediaType",
        StatusCodes.Status422UnprocessableEntity => "unprocessable",
        StatusCodes.Status429TooManyRequests => "tooManyRequests",
        StatusCodes.Status502BadGateway => "badGateway",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        StatusCodes.Status504GatewayTimeout => "gatewayTimeout",
        >= 500 => "internalError",
        _ => "badRequest",
    };
}
