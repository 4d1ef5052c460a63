using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>One prompt for each shape that a prompt may have.</summary>
[McpServerPromptType]
internal sealed class FixturePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("A prompt without arguments.")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("A prompt with two arguments.")]
    public static string WithArguments([Description("First")] string arg1, [Description("Second")] string arg2) =>
        $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("A prompt that holds a resource.")]
    public static IEnumerable<PromptMessage> WithResource([Description("Which resource")] string resourceUri) =>
    [
        User(new EmbeddedResourceBlock
        {
            Resource = new TextResourceContents { Uri = resourceUri, MimeType = "text/plain", Text = "Embedded resource content for testing." },
        }),
        User(new TextContentBlock { Text = "Please process the embedded resource above." }),
    ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("A prompt that holds a picture.")]
    public static IEnumerable<PromptMessage> WithImage() =>
    [
        User(new ImageContentBlock { Data = Samples.Png, MimeType = "image/png" }),
        User(new TextContentBlock { Text = "Please analyze the image above." }),
    ];

    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("A prompt that first asks for context (SEP-2322).")]
    public static GetPromptResult InputRequired(RequestContext<GetPromptRequestParams> context)
    {
        var answer = InputResponses.Elicited(context.Params?.InputResponses, "user_context", "context")
            ?? throw Ask.For(("user_context", Ask.Text("What context should the prompt use?", "context")));
        return new() { Messages = [User(new TextContentBlock { Text = $"Continue with: {answer}" })] };
    }

    private static PromptMessage User(ContentBlock content) => new() { Role = Role.User, Content = content };
}
