// Runs a connector's custom code for the emulated gateway: one JSON object a line on standard input and output.
//   in   {"type":"execute","id",…}   {"type":"sent","id",…}   {"type":"cancel","id"}
//   out  {"type":"ready"}  {"type":"send","id","run",…}  {"type":"log","run",…}  {"type":"done","id",…}  {"type":"failed","id",…}
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

internal static class ConnectorScriptHost
{
    private static readonly object WriteLock = new object();
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<JObject>> Sent = new();
    private static readonly ConcurrentDictionary<string, CancellationTokenSource> Runs = new();
    private static TextWriter output;
    private static Type scriptType;

    private static async Task<int> Main()
    {
        output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        // Standard output belongs to the conversation: what a script writes to the console is a line of its log.
        Console.SetOut(new ConsoleLog());
        scriptType = typeof(ConnectorScriptHost).Assembly.GetTypes()
            .FirstOrDefault(type => type.Name == "Script" && typeof(ScriptBase).IsAssignableFrom(type) && !type.IsAbstract);
        if (scriptType == null)
        {
            Write(new JObject { ["type"] = "broken", ["message"] = "There is no class Script that derives from ScriptBase." });
            return 1;
        }
        Write(new JObject { ["type"] = "ready" });
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        while (await input.ReadLineAsync() is string line)
        {
            var message = Parse(line);
            var id = (string)message["id"];
            switch ((string)message["type"])
            {
                case "execute":
                    _ = Task.Run(() => Execute(id, message));
                    break;
                case "sent":
                    if (Sent.TryRemove(id, out var waiting)) waiting.TrySetResult(message);
                    break;
                case "cancel":
                    if (Runs.TryGetValue(id, out var source)) source.Cancel();
                    break;
            }
        }
        return 0;
    }

    private static async Task Execute(string id, JObject message)
    {
        using var source = new CancellationTokenSource();
        Runs[id] = source;
        try
        {
            var script = (ScriptBase)Activator.CreateInstance(scriptType, nonPublic: true);
            var request = ReadRequest((JObject)message["request"]);
            script.Context = new Context(id, message, request);
            script.CancellationToken = source.Token;
            var response = await script.ExecuteAsync().ConfigureAwait(false)
                ?? throw new InvalidOperationException("ExecuteAsync returned null instead of an HttpResponseMessage.");
            Write(new JObject { ["type"] = "done", ["id"] = id, ["response"] = await WriteResponse(response) });
        }
        catch (Exception error)
        {
            var inner = error is TargetInvocationException { InnerException: not null } ? error.InnerException : error;
            Write(new JObject
            {
                ["type"] = "failed",
                ["id"] = id,
                ["exception"] = inner.GetType().FullName,
                ["message"] = inner.Message,
                ["stack"] = inner.StackTrace ?? "",
            });
        }
        finally
        {
            Runs.TryRemove(id, out _);
        }
    }

    private sealed class Context : IScriptContext
    {
        private readonly string run;
        private readonly string notificationBase;

        public Context(string run, JObject message, HttpRequestMessage request)
        {
            this.run = run;
            Request = request;
            OperationId = (string)message["operationId"];
            CorrelationId = (string)message["correlationId"];
            OriginalRequestUri = new Uri((string)message["originalUri"]);
            notificationBase = (string)message["notificationBase"];
            Logger = new Log(run);
        }

        public string CorrelationId { get; }

        public string OperationId { get; }

        public HttpRequestMessage Request { get; }

        public ILogger Logger { get; }

        public Uri OriginalRequestUri { get; }

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request?.RequestUri == null) throw new InvalidOperationException("The request that is sent has no address.");
            var id = Guid.NewGuid().ToString("N");
            var waiting = new TaskCompletionSource<JObject>(TaskCreationOptions.RunContinuationsAsynchronously);
            Sent[id] = waiting;
            using var registration = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            Write(new JObject { ["type"] = "send", ["id"] = id, ["run"] = run, ["request"] = await WriteRequest(request) });
            var message = await waiting.Task.ConfigureAwait(false);
            if (message["error"] != null) throw new HttpRequestException((string)message["error"]);
            var response = ReadResponse((JObject)message["response"]);
            response.RequestMessage = request;
            return response;
        }

        public Uri CreateNotificationUri(string pathAndQuery) => new Uri(notificationBase + pathAndQuery);
    }

    private sealed class Log : ILogger
    {
        private readonly string run;

        public Log(string run) => this.run = run;

        public IDisposable BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        void ILogger.Log<TState>(LogLevel level, EventId eventId, TState state, Exception error, Func<TState, Exception, string> formatter)
        {
            var text = formatter == null ? state?.ToString() : formatter(state, error);
            WriteLog(run, level.ToString(), error == null ? text : text + "\n" + error);
        }
    }

    private sealed class ConsoleLog : TextWriter
    {
        private readonly StringBuilder line = new StringBuilder();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (line)
            {
                if (value != '\n')
                {
                    if (value != '\r') line.Append(value);
                    return;
                }
                WriteLog(null, "Information", line.ToString());
                line.Clear();
            }
        }
    }

    private static void WriteLog(string run, string level, string text) =>
        Write(new JObject { ["type"] = "log", ["run"] = run, ["level"] = level, ["message"] = text });

    private static void Write(JObject message)
    {
        var line = message.ToString(Newtonsoft.Json.Formatting.None);
        lock (WriteLock) output.WriteLine(line);
    }

    // Dates stay the texts they are.
    private static JObject Parse(string line) =>
        JObject.Load(new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 });

    private static HttpRequestMessage ReadRequest(JObject from)
    {
        var request = new HttpRequestMessage(new HttpMethod((string)from["method"]), (string)from["url"]);
        var body = (string)from["body"];
        if (body != null) request.Content = new ByteArrayContent(Convert.FromBase64String(body));
        foreach (var pair in (JArray)from["headers"])
        {
            var name = (string)pair[0];
            var value = (string)pair[1];
            if (!request.Headers.TryAddWithoutValidation(name, value))
                (request.Content ??= new ByteArrayContent(Array.Empty<byte>())).Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private static HttpResponseMessage ReadResponse(JObject from)
    {
        var response = new HttpResponseMessage((HttpStatusCode)(int)from["status"])
        {
            Content = new ByteArrayContent(Convert.FromBase64String((string)from["body"] ?? "")),
        };
        foreach (var pair in (JArray)from["headers"])
        {
            var name = (string)pair[0];
            var value = (string)pair[1];
            if (!response.Headers.TryAddWithoutValidation(name, value)) response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    private static async Task<JObject> WriteRequest(HttpRequestMessage request) => new JObject
    {
        ["method"] = request.Method.Method,
        ["url"] = request.RequestUri.IsAbsoluteUri ? request.RequestUri.AbsoluteUri : request.RequestUri.ToString(),
        ["headers"] = Headers(request.Headers, request.Content),
        ["body"] = await Body(request.Content),
    };

    private static async Task<JObject> WriteResponse(HttpResponseMessage response) => new JObject
    {
        ["status"] = (int)response.StatusCode,
        ["headers"] = Headers(response.Headers, response.Content),
        ["body"] = await Body(response.Content),
    };

    private static JArray Headers(System.Net.Http.Headers.HttpHeaders own, HttpContent content)
    {
        var all = own.AsEnumerable();
        if (content != null) all = all.Concat(content.Headers);
        return new JArray(all.SelectMany(header => header.Value.Select(value => new JArray(header.Key, value))));
    }

    private static async Task<string> Body(HttpContent content)
    {
        if (content == null) return null;
        var bytes = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return bytes.Length == 0 ? null : Convert.ToBase64String(bytes);
    }
}
