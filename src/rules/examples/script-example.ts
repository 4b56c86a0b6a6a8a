/** Examples of custom code. */

/** A script that no rule finds fault with; what it says in a comment does not count. */
export const SOUND = `using System.Net.Http;
public class Script : ScriptBase
{
    // new HttpClient() is not needed: { "
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`;
