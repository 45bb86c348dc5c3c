package org.teavm.classlib.java.util.concurrent;

import java.util.ArrayDeque;

/** A page has one thread: any queue will do. */
@SuppressWarnings("serial") // it is never serialized
public class TConcurrentLinkedQueue<E> extends ArrayDeque<E> {}
