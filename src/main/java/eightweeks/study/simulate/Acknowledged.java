package eightweeks.study.simulate;

/**
 * A write whose "OK" a client has got.
 *
 * @param client the name of the client
 * @param server the name of the server that has acknowledged it
 * @param key written once, and never deleted
 * @param millis when the client got the reply, since the start
 * @param replicas how many replicas have it, as WAIT says; 0 without WAIT
 */
public record Acknowledged(String client, String server, String key, long millis, int replicas) {}
