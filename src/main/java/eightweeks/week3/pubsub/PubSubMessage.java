package eightweeks.week3.pubsub;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.networking.Client;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message as RESP, encoded once for all receivers.
 *
 * <p>Answers to {@code pubsub.c: addReplyPubsubMessage()}, {@code addReplyPubsubPatMessage()}.
 * RESP2 and RESP3 differ only in the first byte, the type: an array or a push.
 *
 * <p>A short message for few receivers is copied into the reply of each. A long message, or one for
 * many receivers, is copied once and shared, so that a thousand idle subscribers do not use a chunk
 * each.
 *
 * <p>A server uses one object for all messages, one after the other. Delivery runs no command, so
 * no other message is published meanwhile.
 */
final class PubSubMessage {
  /** Minimum length in bytes of a message that is shared even for few receivers. */
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
   * @param elements the number of its elements
   * @param receivers the number of clients that get it; more than {@value #MANY} share one copy
   */
  PubSubMessage begin(int elements, int receivers) {
    if (buffer.length > KEPT) {
      buffer = new byte[256];
    }
    length = 0;
    shared = receivers > MANY;
    resp2 = null;
    resp3 = null;
    header('*', elements);
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

  /** Adds the message to a client's reply. */
  void to(Client client) {
    if (client.has(Client.CLOSE_AFTER_REPLY)) {
      return; // nothing may follow its last reply
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
