package eightweeks.week1.extension;

/**
 * The name under which one week offers an object to the weeks after it.
 *
 * <p>The offering week declares a constant, for example {@code static final Service<Keyspace>
 * KEYSPACE = new Service<>("keyspace", Keyspace.class)}, and provides the object while the server
 * is built; a later week asks for it with {@code builder.need(KEYSPACE)}. The constant is a key and
 * holds no object: two servers in one JVM have two keyspaces under the same key.
 *
 * @param name for messages
 * @param type the class of the object
 * @param <T> the type of the object
 */
public record Service<T>(String name, Class<T> type) {}
