package eightweeks.week3.rdb;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.quicklist.QuicklistNode;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lists: written as a chain of nodes, a small one as a chain of one node.
 *
 * <p>Answers to the branches {@code OBJ_LIST} of {@code rdb.c: rdbSaveObject()} and {@code
 * RDB_TYPE_LIST} to {@code RDB_TYPE_LIST_QUICKLIST_2} of {@code rdbLoadObject()}.
 *
 * <pre>
 * LIST_QUICKLIST_2  count (container string)...   container 1: the string is one large element
 *                                                 container 2: it is a listpack of elements
 * </pre>
 *
 * <p>A node that is compressed in memory is written as it is: RDB compresses strings in the same
 * way.
 */
final class ListCodec implements ValueEncoder {
  private static final int PLAIN = 1;
  private static final int PACKED = 2;

  private final Values values;

  ListCodec(Values values) {
    this.values = values;
  }

  void addTo(RdbTypes types) {
    types.add(ValueType.LIST, this);
    types.decoder(RdbType.LIST, this::readElements);
    types.decoder(RdbType.LIST_ZIPLIST, this::readZiplist);
    types.decoder(RdbType.LIST_QUICKLIST, this::readZiplistNodes);
    types.decoder(RdbType.LIST_QUICKLIST_2, this::readNodes);
  }

  @Override
  public int type(Object value, int version) {
    return RdbType.LIST_QUICKLIST_2;
  }

  @Override
  public void write(Object value, RdbWriter out) throws IOException {
    var list = (ListValue) value;
    if (list.encoding() == Encoding.LISTPACK) {
      LengthEncoding.write(out, 1);
      writePacked(list.listpack(), out);
      return;
    }
    LengthEncoding.write(out, list.quicklist().nodeCount());
    for (var node = list.quicklist().head(); node != null; node = node.next()) {
      write(node, out);
    }
  }

  @Override
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    var list = (ListValue) value;
    if (list.isCompact()) {
      return null;
    }
    LengthEncoding.write(out, list.quicklist().nodeCount());
    return new NodeCapture(list.quicklist().share(), out);
  }

  /** The nodes of a large list, which share their bytes with the list until it changes them. */
  private static final class NodeCapture implements ValueCapture {
    private @Nullable QuicklistNode node;
    private final CapturingWriter out;

    NodeCapture(Quicklist list, CapturingWriter out) {
      node = list.head();
      this.out = out;
    }

    @Override
    public boolean step(int elements) throws IOException {
      for (int left = elements; left > 0 && node != null; node = node.next()) {
        write(node, out);
        left -= node.count();
      }
      return node != null;
    }

    @Override
    public void cancel() {
      node = null;
    }
  }

  private static void write(QuicklistNode node, RdbWriter out) throws IOException {
    if (node.isCompressed()) {
      LengthEncoding.write(out, node.isPlain() ? PLAIN : PACKED);
      StringEncoding.writeCompressed(out, node.bytes(), node.size());
    } else if (node.isPlain()) {
      LengthEncoding.write(out, PLAIN);
      StringEncoding.write(out, node.bytes());
    } else {
      writePacked(node.list(), out);
    }
  }

  private static void writePacked(Listpack list, RdbWriter out) throws IOException {
    LengthEncoding.write(out, PACKED);
    StringEncoding.write(out, list.array(), 0, list.totalBytes());
  }

  private @Nullable ListValue readNodes(RdbReader in) throws IOException {
    int count = LengthEncoding.readCount(in, 2);
    var list = values.quicklist();
    for (int i = 0; i < count; i++) {
      long container = LengthEncoding.read(in);
      if (container == PACKED) {
        append(list.quicklist(), BlobReader.list(in));
      } else if (container == PLAIN) {
        list.quicklist().appendPlainNode(readPlain(in));
      } else {
        throw in.corrupt(Long.toUnsignedString(container) + " is no container of a list's node");
      }
    }
    return settled(list);
  }

  private static byte[] readPlain(RdbReader in) throws IOException {
    var element = StringEncoding.read(in);
    if (element.length == 0) {
      throw in.corrupt("an empty string as a node of a list");
    }
    return element;
  }

  private @Nullable ListValue readZiplistNodes(RdbReader in) throws IOException {
    int count = LengthEncoding.readCount(in, 1);
    var list = values.quicklist();
    for (int i = 0; i < count; i++) {
      append(list.quicklist(), BlobReader.ziplist(in));
    }
    return settled(list);
  }

  private static void append(Quicklist list, Listpack node) {
    if (node.first() != Listpack.NONE) {
      list.appendNode(node);
    }
  }

  private @Nullable ListValue readElements(RdbReader in) throws IOException {
    int count = LengthEncoding.readCount(in, 1);
    var list = values.quicklist();
    for (int i = 0; i < count; i++) {
      var element = StringEncoding.read(in);
      list.pushTail(element, 0, element.length);
    }
    return settled(list);
  }

  /** Redis keeps such a list as a quicklist, even if it is small. */
  private @Nullable ListValue readZiplist(RdbReader in) throws IOException {
    var elements = BlobReader.ziplist(in);
    var list = values.quicklist();
    var entry = new ListpackEntry();
    for (int p = elements.first(); p != Listpack.NONE; p = elements.next(p)) {
      elements.read(p, entry);
      var element = entry.toBytes();
      list.pushTail(element, 0, element.length);
    }
    return list.size() == 0 ? null : list;
  }

  /**
   * Converts a chain that is small enough into one listpack (listTypeTryConversion). Returns the
   * list, or null if it is empty.
   */
  private static @Nullable ListValue settled(ListValue list) {
    if (list.size() == 0) {
      return null;
    }
    list.afterReplacing();
    return list;
  }
}
