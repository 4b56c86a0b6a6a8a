// What the platform gives to a connector's custom code. Source: "Write code in a custom connector", classes ScriptBase and
// IScriptContext. Two members are not documented, but used by published scripts: OriginalRequestUri and CreateNotificationUri.
using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

public abstract class ScriptBase
{
    public IScriptContext Context { get; internal set; }

    public CancellationToken CancellationToken { get; internal set; }

    public static StringContent CreateJsonContent(string serializedJson) =>
        new StringContent(serializedJson, Encoding.UTF8, "application/json");

    public abstract Task<HttpResponseMessage> ExecuteAsync();
}

public interface IScriptContext
{
    string CorrelationId { get; }

    string OperationId { get; }

    HttpRequestMessage Request { get; }

    ILogger Logger { get; }

    Uri OriginalRequestUri { get; }

    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    Uri CreateNotificationUri(string pathAndQuery);
}

// Names that published scripts import and that .NET does not have, or not any more.
namespace Microsoft.PowerPlatform.Connectors.CustomCode.CSharp
{
    internal static class Nothing { }
}

namespace System.Runtime.Remoting.Contexts
{
    internal static class Nothing { }
}

namespace System.Drawing.Drawing2D
{
    internal static class Nothing { }
}

namespace System.Drawing.Imaging
{
    internal static class Nothing { }
}
