/**
 * PEM files: the blocks of one, and the private keys in all forms that OpenSSL writes.
 *
 * <p>{@link eightweeks.week6.pem.Pem} finds the blocks, {@link eightweeks.week6.pem.PrivateKeys}
 * reads the keys, {@code Der} reads and writes the bytes inside. The JDK has the cryptography and
 * reads certificates; of keys it reads one form only.
 */
@NullMarked
package eightweeks.week6.pem;

import org.jspecify.annotations.NullMarked;
