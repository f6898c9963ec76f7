// A bucket that is kept in memory and speaks S3, in place of the one that backups go to.
//
//	s3 -listen :443 -bucket NAME
package main

import (
	"flag"
	"log"
	"net/http"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func main() {
	listen := flag.String("listen", ":443", "where to listen, without TLS")
	bucket := flag.String("bucket", "backup", "the bucket that is there")
	flag.Parse()
	backend := s3mem.New()
	if err := backend.CreateBucket(*bucket); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(*listen, gofakes3.New(backend).Server()))
}
