package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on loopback in front of one server, whose connections can be cut, slowed down or left
 * half open. Each direction of each connection has a virtual thread of its own.
 */
final class FaultyProxy implements AutoCloseable {
  private static final int BUFFER = 8 << 10;

  /** What the network does. */
  enum Mode {
    /** Passes on what comes. */
    SOUND,
    /** Connections are reset, new ones at once. */
    CUT,
    /** Each direction of each connection passes on {@link #SLOW_BYTES_PER_SECOND} at most. */
    SLOW,
    /** Connections are accepted and live, and nothing passes either way. */
    HALF_OPEN
  }

  /** About a modem's. */
  static final int SLOW_BYTES_PER_SECOND = 64 << 10;

  private final SocketAddress server;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Mode mode = Mode.SOUND;

  private FaultyProxy(SocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  /** Listens on a free port of loopback and passes connections on to {@code server}. */
  static FaultyProxy before(SocketAddress server) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    FaultyProxy proxy = new FaultyProxy(requireNonNull(server, "server is null"), listener);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Changes what the network does, to the connections that there are as well. */
  void become(Mode next) {
    lock.lock();
    try {
      mode = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (next == Mode.CUT) {
      sockets.forEach(FaultyProxy::reset);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    sockets.add(client);
    Socket upstream = new Socket();
    sockets.add(upstream);
    try {
      if (mode == Mode.CUT) {
        reset(client);
        return;
      }
      upstream.connect(server);
      Thread back = Thread.ofVirtual().start(() -> pass(upstream, client));
      pass(client, upstream);
      back.join();
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(client);
      close(upstream);
    }
  }

  /** Passes bytes on until one side ends; a broken connection breaks its other half. */
  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        delay(read);
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits as the mode wants before so many bytes are passed on. */
  private void delay(int bytes) throws InterruptedException, IOException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(bytes) / SLOW_BYTES_PER_SECOND;
      while (mode == Mode.HALF_OPEN || (mode == Mode.SLOW && left > 0)) {
        if (listener.isClosed()) {
          throw new IOException("the proxy is closed");
        }
        if (mode == Mode.HALF_OPEN) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes with RST, as a cable that is pulled and a peer that has forgotten both look in time. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done with it.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    become(Mode.CUT);
  }
}
