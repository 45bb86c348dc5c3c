package eightweeks.week3.pubsub;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.networking.Client;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message in the words of the protocol, put together once for all who get it.
 *
 * <p>Answers to {@code pubsub.c: addReplyPubsubMessage()}, {@code addReplyPubsubPatMessage()}.
 * RESP2 and RESP3 differ in nothing but the first byte, an array or a push.
 *
 * <p>How it gets into the reply of each: a short one that few get is copied, into chunks that are
 * there anyway. A long one, or one that many get, is copied once and then shared, so that a
 * thousand idle subscribers do not take a chunk each.
 *
 * <p>One object serves all messages of a server, one after the other: delivering runs no command,
 * so nothing is published meanwhile.
 */
final class PubSubMessage {
  /** From so many bytes, or so many receivers, a message is shared. */
  private static final int LONG = 1024;

  private static final int MANY = 64;
  private static final int KEPT = 64 * 1024;

  private byte[] buffer = new byte[256];
  private int length;
  private boolean shared;
  private byte @Nullable [] resp2;
  private byte @Nullable [] resp3;

  /**
   * Begins the next message.
   *
   * @param words how many it has
   * @param receivers how many will get it
   */
  PubSubMessage begin(int words, int receivers) {
    if (buffer.length > KEPT) {
      buffer = new byte[256];
    }
    length = 0;
    shared = receivers > MANY;
    resp2 = null;
    resp3 = null;
    header('*', words);
    return this;
  }

  PubSubMessage word(byte[] word) {
    return word(word, 0, word.length);
  }

  PubSubMessage word(byte[] word, int offset, int wordLength) {
    header('$', wordLength);
    ensureCapacity(wordLength + 2);
    System.arraycopy(word, offset, buffer, length, wordLength);
    length += wordLength;
    buffer[length++] = '\r';
    buffer[length++] = '\n';
    return this;
  }

  /** Puts the message into what a client will be sent. */
  void to(Client client) {
    if (client.has(Client.CLOSE_AFTER_REPLY)) {
      return; // it has said goodbye; that is the last that it hears
    }
    var reply = client.pushReply();
    boolean array = reply.protocol() == 2;
    if (shared || length >= LONG) {
      reply.shared(array ? asArray() : asPush(), 0, length);
    } else {
      buffer[0] = (byte) (array ? '*' : '>');
      reply.bytes(buffer, 0, length);
    }
  }

  private byte[] asArray() {
    if (resp2 == null) {
      resp2 = copy('*');
    }
    return resp2;
  }

  private byte[] asPush() {
    if (resp3 == null) {
      resp3 = copy('>');
    }
    return resp3;
  }

  private byte[] copy(char type) {
    var copy = Arrays.copyOf(buffer, length);
    copy[0] = (byte) type;
    return copy;
  }

  private void header(char type, int number) {
    ensureCapacity(1 + Numbers.MAX_DIGITS + 2);
    buffer[length++] = (byte) type;
    length += Numbers.write(number, buffer, length);
    buffer[length++] = '\r';
    buffer[length++] = '\n';
  }

  private void ensureCapacity(int bytes) {
    if (buffer.length - length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + bytes));
    }
  }
}
