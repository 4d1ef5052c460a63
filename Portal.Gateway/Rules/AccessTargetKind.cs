namespace Portal.Gateway.Rules;

/// <summary>Represents what kinds of thing a message can ask for.</summary>
public enum AccessTargetKind
{
    /// <summary>A tool is called.</summary>
    Tool,

    /// <summary>A prompt is got.</summary>
    Prompt,

    /// <summary>A resource is read or watched.</summary>
    Resource,

    /// <summary>Means what any client needs around its calls: initialize, lists, notifications, answers, streams.</summary>
    Conversation,

    /// <summary>Anything else, such as a method of an extension: only a rule over the whole server covers it.</summary>
    Other,
}
