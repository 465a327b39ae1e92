package org.histochain.bench.chaos;

import java.util.Arrays;
import java.util.Optional;

/** What is done to the system. */
enum FaultKind {
  /** SIGKILL of the worker that trains; another process takes its place. */
  KILL_WORKER("killWorker"),
  /** SIGKILL of Temporal's server, which its keeper starts again. */
  KILL_TEMPORAL("killTemporal"),
  /** SIGKILL of MinIO, which its keeper starts again. */
  KILL_MINIO("killMinio"),
  /** SIGSTOP of the worker that trains until another goes on in its place, then SIGCONT. */
  STOP_WORKER("stopWorker"),
  /** The training worker's connections to MinIO are reset, new ones too. */
  NET_CUT("netCut"),
  /** They are slow. */
  NET_SLOW("netSlow"),
  /** They live, and nothing passes. */
  NET_HALF_OPEN("netHalfOpen"),
  /** The disk of the training worker's cache is emptied of blobs and filled to its last byte. */
  DISK_FULL("diskFull"),
  /** Bytes of a finished step's output, or of its manifest, are changed in the store. */
  DAMAGE_ARTIFACT("damageArtifact"),
  /** Bytes of the newest checkpoint are changed, and the worker that wrote it is killed. */
  DAMAGE_CHECKPOINT("damageCheckpoint");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /** Returns the name that logs and options use. */
  String label() {
    return label;
  }

  /** How many checkpoint intervals of work it may cost. */
  int intervals() {
    return this == DAMAGE_CHECKPOINT ? 2 : 1;
  }

  static Optional<FaultKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }
}
