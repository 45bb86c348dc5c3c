package eightweeks.study.measure;

import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.Entry;
import eightweeks.week2.siphash.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/**
 * Day 10: a key is looked up whose bytes lie in a query buffer. A HashMap needs an object that is
 * equal to the key; the dict compares the bytes where they are.
 */
final class Lookup implements Measurement {
  private static final int COUNT = 1000;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var dict = new Dict<Entry>(new SipHash(1, 2));
    var map = new HashMap<String, byte[]>();
    var buffer = "*2\r\n$3\r\nGET\r\n$8\r\nkey:0001\r\n".getBytes(StandardCharsets.US_ASCII);
    int offset = buffer.length - 10;
    for (int i = 0; i < count; i++) {
      var key = "key:%04d".formatted(i);
      dict.add(Entry.of(key.getBytes(StandardCharsets.US_ASCII), new byte[16]));
      map.put(key, new byte[16]);
    }
    long inMap =
        Memory.allocatedBy(
            () -> map.get(new String(buffer, offset, 8, StandardCharsets.ISO_8859_1)));
    long inDict = Memory.allocatedBy(() -> dict.find(buffer, offset, 8));
    return List.of(
        new Chart("Bytes allocated by one lookup of a key of 8 bytes", "HashMap<String>", "Dict")
            .group("%,d keys".formatted(count), inMap, inDict)
            .note("A million GETs a second would be garbage of %d MB a second.".formatted(inMap)));
  }
}
