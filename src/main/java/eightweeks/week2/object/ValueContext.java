package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.HashTable;
import eightweeks.week2.dict.Resizing;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.siphash.SipHash;

/**
 * What all values of a server share: limits, the hash function, the random numbers, the allocator;
 * and how the memory of a value is freed.
 *
 * <p>A value gets this object when it is made, so that it need not know the values of other types.
 */
public class ValueContext {
  /** Number of elements that a command prefetches at a time. */
  static final int PREFETCHED = 16;

  private final int[] hashes = new int[PREFETCHED];

  /** Depends on all that was prefetched, so that the compiler cannot leave the reads out. */
  @SuppressWarnings("unused")
  private int sum;

  private final Limits limits;
  private final SipHash hash;
  private final Resizing resizing = new Resizing((bytes, load) -> mayGrow(bytes, load));
  private Resizing.ExpandAllowed growth = (_, _) -> true;
  private final RandomStream random;
  private final PackedThreshold packedThreshold = new PackedThreshold();
  private final Allocator allocator;
  private final Strings strings;

  /** What a view shows that shows nothing. */
  private final Entry nothing = new Entry(new byte[0]);

  /**
   * @param config where the limits are declared
   * @param hash the hash function with the server's secret
   * @param random for the heights of skip lists and for random elements
   * @param allocator accounts the memory of keys and values
   */
  protected ValueContext(Config config, SipHash hash, RandomStream random, Allocator allocator) {
    this.allocator = allocator;
    limits = new Limits(config);
    this.hash = hash;
    this.random = random;
    strings = new Strings(allocator);
  }

  /** Frees the value of a key that is removed or gets another value. */
  public final void releaseValueOf(Entry entry) {
    allocator.account(-HeapSize.ofContent(entry.content()));
    entry.clearContent();
  }

  /** Returns the content of an entry: a string, or a value of a later week, which is no view. */
  protected static Object contentOf(Entry entry) {
    return entry.content();
  }

  // ---- Values that no key has.

  /** Frees the memory of a value that no key has any more, or never had. */
  public final void release(Object value) {
    if (value instanceof AdaptiveValue view) {
      view.release();
    } else {
      allocator.account(-HeapSize.ofContent(value));
    }
  }

  /** Returns a new value with the same content in the same encoding, for COPY. */
  public final Object duplicate(Object value) {
    return value instanceof Value collection ? collection.duplicate() : strings.duplicate(value);
  }

  // ---- What all values share.

  /** Returns the factory of string values. */
  public final Strings strings() {
    return strings;
  }

  public final Limits limits() {
    return limits;
  }

  /** Returns the hash function with the server's secret. */
  public final SipHash sipHash() {
    return hash;
  }

  private boolean mayGrow(long bytes, double load) {
    return growth.test(bytes, load);
  }

  /** Sets the condition under which a dict may grow by itself. The week about memory calls this. */
  public void growth(Resizing.ExpandAllowed newGrowth) {
    growth = newGrowth;
  }

  /** Returns the rules by which the server's dicts grow and shrink. */
  public final Resizing resizing() {
    return resizing;
  }

  public final RandomStream random() {
    return random;
  }

  /** Returns the size from which on an element of a list gets a node of its own. */
  public final PackedThreshold packedThreshold() {
    return packedThreshold;
  }

  /** Returns the allocator, which accounts the memory of keys and values. */
  public final Allocator allocator() {
    return allocator;
  }

  /** Returns an entry without content, which a view shows that shows nothing. */
  final Entry nothing() {
    return nothing;
  }

  /** Prefetches the elements that argument i and those behind it name. */
  void prefetch(HashTable<?> table, Args args, int i) {
    int count = Math.min(PREFETCHED, args.count() - i);
    for (int k = 0; k < count; k++) {
      hashes[k] = table.hashOf(args.array(i + k), args.offset(i + k), args.length(i + k));
    }
    sum = table.prefetch(hashes, count);
  }
}
