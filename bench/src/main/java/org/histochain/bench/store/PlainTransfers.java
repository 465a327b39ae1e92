package org.histochain.bench.store;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** As the MinIO client's examples do it. */
record PlainTransfers(MinioClient client, String bucket, String object, Path target)
    implements Transfers {
  @Override
  public void upload(Path file) throws Exception {
    try (InputStream content = Files.newInputStream(file)) {
      client.putObject(
          PutObjectArgs.builder().bucket(bucket).object(object).stream(
                  content, Files.size(file), -1L)
              .build());
    }
  }

  @Override
  public Path download() throws Exception {
    try (InputStream content =
        client.getObject(GetObjectArgs.builder().bucket(bucket).object(object).build())) {
      Files.copy(content, target);
    }
    return target;
  }
}
