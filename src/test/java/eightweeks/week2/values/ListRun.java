package eightweeks.week2.values;

import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists against an {@link ArrayList}. */
final class ListRun extends ValueRun {
  /** The same one for all walks, as LRANGE has it: nothing of a walk is left for the next. */
  private final ListCursor walk = new ListCursor();

  private ListValue list = values.list();
  private List<String> model = new ArrayList<>();
  private final Element element = new Element();
  private int wanted = 40;

  ListRun(long seed) {
    super("list", seed);
  }

  @Override
  Value value() {
    return list;
  }

  @Override
  void changeLimits() {
    // A positive fill counts entries; -1 is four kilobytes.
    limits.listMaxListpackSize.set(random.nextInt(4) == 0 ? -1 : 1 + fewOr(20));
    limits.listCompressDepth.set(random.nextInt(3));
    values.packedThreshold().set(random.nextInt(2) == 0 ? 0 : 30);
    wanted = fewOr(60);
  }

  /** Small numbers more often: there the limits are. */
  private int fewOr(int many) {
    return random.nextInt(random.nextInt(2) == 0 ? 4 : many);
  }

  @Override
  void duplicate() {
    var copy = list.duplicate();
    requireEqual(copy.encoding(), list.encoding(), "encoding of a copy");
    list.pushTail(bytes("only here"), 0, 9);
    values.release(list);
    list = copy;
  }

  private String text() {
    return anyOf(1000);
  }

  @Override
  void operate() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        if (model.size() < wanted) {
          push(random.nextInt(2) == 0);
        } else {
          pop(random.nextInt(2) == 0);
        }
      }
      case 3 -> push(random.nextInt(2) == 0);
      case 4 -> pop(random.nextInt(2) == 0);
      case 5, 6 -> replace();
      case 7 -> insert();
      case 8 -> deleteByCursor(random.nextInt(2) == 0);
      case 9 -> deleteRange();
      default -> get();
    }
  }

  private void push(boolean head) {
    int count = 1 + random.nextInt(3);
    var words = new byte[count][];
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(text());
      words[i] = bytes(texts.get(i));
    }
    list.beforeAdding(Args.of(words), 0, count - 1);
    for (var word : words) {
      if (head) {
        list.pushHead(word, 0, word.length);
      } else {
        list.pushTail(word, 0, word.length);
      }
    }
    texts.forEach(each -> model.add(head ? 0 : model.size(), each));
  }

  private void pop(boolean head) {
    byte @Nullable [] popped = head ? list.popHead() : list.popTail();
    list.afterRemoving();
    if (model.isEmpty()) {
      require(popped == null, "nothing to pop");
    } else {
      var expected = model.remove(head ? 0 : model.size() - 1);
      require(
          popped != null && new String(popped, StandardCharsets.ISO_8859_1).equals(expected),
          "popped");
    }
  }

  private int anyIndex() {
    return random.nextInt(2 * model.size() + 2) - model.size() - 1;
  }

  private int fromStart(int index) {
    int at = index < 0 ? index + model.size() : index;
    return at < 0 || at >= model.size() ? -1 : at;
  }

  private void get() {
    int index = anyIndex();
    boolean there = list.get(index, element);
    int at = fromStart(index);
    requireEqual(there, at >= 0, "get " + index);
    if (there) {
      requireEqual(element.toString(), model.get(at), "get " + index);
    }
  }

  private void replace() {
    int index = anyIndex();
    var text = text();
    list.beforeAdding(text.length(), 1);
    boolean there = list.replace(index, bytes(text), 0, text.length());
    list.afterReplacing();
    int at = fromStart(index);
    requireEqual(there, at >= 0, "replace " + index);
    if (there) {
      model.set(at, text);
    }
  }

  private void insert() {
    var text = text();
    list.beforeAdding(text.length(), 1);
    int index = anyIndex();
    int at = fromStart(index);
    try (var cursor = walk.begin(list, index, true)) {
      boolean there = cursor.next();
      requireEqual(there, at >= 0, "cursor at " + index);
      if (there && random.nextInt(2) == 0) {
        cursor.insertBefore(bytes(text), 0, text.length());
        model.add(at, text);
      } else if (there) {
        cursor.insertAfter(bytes(text), 0, text.length());
        model.add(at + 1, text);
      }
    }
  }

  private void deleteByCursor(boolean forward) {
    if (model.isEmpty()) {
      return;
    }
    var kept = new ArrayList<String>();
    try (var cursor = walk.begin(list, forward ? 0 : -1, forward)) {
      while (cursor.next()) {
        if (random.nextInt(6) == 0) {
          cursor.delete();
        } else {
          kept.add(forward ? kept.size() : 0, cursor.element().toString());
        }
      }
    }
    list.afterRemoving();
    require(isPartOf(kept, model), "what was kept is part of what was there, in order");
    model = kept;
  }

  private static boolean isPartOf(List<String> part, List<String> all) {
    int at = 0;
    for (var each : all) {
      if (at < part.size() && part.get(at).equals(each)) {
        at++;
      }
    }
    return at == part.size();
  }

  private void deleteRange() {
    int index = anyIndex();
    int most = random.nextInt(12);
    list.deleteRange(index, most);
    list.afterRemoving();
    int at = fromStart(index);
    if (at >= 0) {
      model.subList(at, Math.min(at + most, model.size())).clear();
    }
  }

  private List<String> content(boolean forward) {
    var texts = new ArrayList<String>();
    try (var cursor = walk.begin(list, forward ? 0 : -1, forward)) {
      while (cursor.next()) {
        texts.add(cursor.element().toString());
      }
    }
    return forward ? texts : texts.reversed();
  }

  @Override
  void compare() {
    requireEqual(list.size(), (long) model.size(), "size");
    requireEqual(content(random.nextInt(2) == 0), model, "content");
  }
}
