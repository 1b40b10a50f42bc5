namespace Operator.Hosting.Measuring;

/// <summary>Values that are only worth reading off when somebody looks: between two scrapes they cost nothing.</summary>
internal interface IMeasuredAtScrape
{
    void Measure();
}
