namespace Portal.Gateway.ApprovalRules;

/// <summary>How a condition compares an argument with its value.</summary>
public enum ConditionOperator
{
    /// <summary>It is the value; a text that says the same as a number or a boolean counts.</summary>
    Eq,

    /// <summary>It is anything else, or it is missing. A text that says the same as a number is something else.</summary>
    Ne,

    /// <summary>It is a larger number.</summary>
    Gt,

    /// <summary>It is a larger number, or the same.</summary>
    Ge,

    /// <summary>It is a smaller number.</summary>
    Lt,

    /// <summary>It is a smaller number, or the same.</summary>
    Le,

    /// <summary>It is one of the values.</summary>
    In,

    /// <summary>A text has the value in it, whatever the case; a list has an item that is it or has it in it.</summary>
    Contains,

    /// <summary>A text matches the regular expression.</summary>
    Matches,

    /// <summary>It is there (true), or it is not (false). A null is there.</summary>
    Exists,
}
