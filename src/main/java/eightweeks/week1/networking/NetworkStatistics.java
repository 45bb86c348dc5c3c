package eightweeks.week1.networking;

/** What the network has done since the start or the last CONFIG RESETSTAT, for INFO stats. */
public final class NetworkStatistics {
  public long connectionsReceived;
  public long connectionsRejected;
  public long bytesRead;
  public long bytesWritten;
  public long reads;
  public long writes;
  public long errorReplies;
  public long queryLimitDisconnections;
  public long outputLimitDisconnections;

  public void reset() {
    connectionsReceived = 0;
    connectionsRejected = 0;
    bytesRead = 0;
    bytesWritten = 0;
    reads = 0;
    writes = 0;
    errorReplies = 0;
    queryLimitDisconnections = 0;
    outputLimitDisconnections = 0;
  }
}
